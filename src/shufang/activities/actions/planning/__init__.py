"""Planning: from an idea to an activity that readers may come to."""
