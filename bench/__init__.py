"""How fast marking is, beside nbgrader and beside the least that could be done."""
