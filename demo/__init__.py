"""The whole loop on a small cohort: released, answered, handed in, marked, given back."""
