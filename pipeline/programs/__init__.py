"""Outside programs, run cut off and under limits. Knows no format: what is run, and why, is the callers' business."""
