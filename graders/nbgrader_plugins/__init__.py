"""What nbgrader calls: each a socket of nbgrader's own, with a pure function behind it.

All are built on nbgrader's NbGraderPreprocessor, which is switched on where it is
named; one built on nbconvert's Preprocessor is silently off, and a key would leak.
"""
