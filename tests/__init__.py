"""Tests: they mirror the packages; tests/content reads course/; tests/browser drives a Chromium."""
