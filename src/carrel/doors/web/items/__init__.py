"""Items: one item's page, the shelf list, adding copies."""
