"""The page in the browser, and the same hands and eyes for programs in other processes. It decides nothing."""
