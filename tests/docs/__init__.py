"""Tests that read the pages people read, and hold the project to what those say."""
