"""The desk: every case of the workspace by what is due next, and the suppliers with their series. For us only."""
