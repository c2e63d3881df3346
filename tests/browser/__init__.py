"""Tests in a real Chromium, against real Jupyter servers."""
