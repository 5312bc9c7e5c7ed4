"""What a slip that lies about may say of a reader."""


def reader_code(*, number: str, name: str, hold_id: int) -> str:
    """The last four signs of the reader's number and the first letter of the name: "0013-A".

    Staff find the shelf by it when the reader shows the card; who reads the slip in passing learns nobody's name. A
    reader without a number is known by the number of the hold.
    """
    signs = "".join(sign for sign in number if sign.isalnum())[-4:].upper()
    letter = next((sign for sign in name if sign.isalpha()), "")[:1].upper()
    if not signs:
        signs = f"H{hold_id}"
    return f"{signs}-{letter}" if letter else signs
