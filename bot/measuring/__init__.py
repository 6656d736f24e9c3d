"""Measuring: judged questions become a scorecard."""
