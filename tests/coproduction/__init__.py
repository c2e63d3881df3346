"""Tests of stories: the files, the consent they rest on, and where they are shown."""
