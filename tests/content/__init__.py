"""Tests that read the course itself."""
