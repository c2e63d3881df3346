"""Mend a wrong key: compare marks under the key as it is now with those on record, then change."""
