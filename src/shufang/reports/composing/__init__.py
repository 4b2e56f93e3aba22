"""From a draft to a document: texts, chapters and evidence put together, and checked."""
