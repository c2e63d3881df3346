"""Tests of reading, checking, marking and making safe, without nbgrader's commands."""
