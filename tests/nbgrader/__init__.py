"""Tests that run nbgrader's own commands in a copy of the course."""
