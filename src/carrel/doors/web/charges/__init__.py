"""What is owed: the list of a school, the charges on a person's page, what the desk says of them."""
