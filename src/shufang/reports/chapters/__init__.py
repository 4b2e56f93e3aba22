"""What the annual summary says, chapter by chapter, in the order of print.

A chapter builds blocks from evidence; one that has nothing to say builds none and is left out, and
all numbers behind it move up.
"""

from shufang.reports.chapters import (
    categories,
    coverage,
    distribution,
    execution,
    lending,
    organisation,
    overview,
    people,
    photos,
    problems,
    schools,
    taking_part,
    targets,
    voices,
    written,
)
from shufang.reports.chapters.kit import Chapter

CHAPTERS: tuple[Chapter, ...] = (
    overview.CHAPTER,
    targets.CHAPTER,
    execution.CHAPTER,
    categories.CHAPTER,
    distribution.CHAPTER,
    taking_part.CHAPTER,
    taking_part.GRADE_CHAPTER,
    lending.CHAPTER,
    people.CHAPTER,
    schools.CHAPTER,
    coverage.CHAPTER,
    voices.CHAPTER,
    written.FINANCE,
    problems.CHAPTER,
    organisation.CHAPTER,
    written.PLAN,
    photos.CHAPTER,
)
