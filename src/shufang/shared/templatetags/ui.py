"""Template tags of the page shell, available in every template without loading."""

from django import template

register = template.Library()
