"""Attacks on marking: one file each, and one test module that sends all through every door."""
