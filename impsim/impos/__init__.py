"""impOS: where Squirrel programs meet imps. The only layer that knows both."""
