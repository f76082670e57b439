"""The page of dead units: where in learning rate × initial scale they die."""
