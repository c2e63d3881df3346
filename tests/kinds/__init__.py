"""Tests of the kinds of question: hand-worked samples, and the laws behind them."""
