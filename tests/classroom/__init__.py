"""Tests of what students meet, short of a browser: forms, answers on disk, work handed in."""
