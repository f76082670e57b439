"""The page of cost: what each function costs to compute."""
