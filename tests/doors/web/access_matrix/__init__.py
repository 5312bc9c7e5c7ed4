"""The table of who may open which page: one line for each address, one letter for each role. Checked by its test."""

from tests.doors.web.access_matrix.money import MONEY
from tests.doors.web.access_matrix.people import PEOPLE
from tests.doors.web.access_matrix.recovery import RECOVERY
from tests.doors.web.access_matrix.things import THINGS

ROLES = {
    "M": "district_manager",
    "L": "librarian",
    "T": "technician",
    "A": "assistant",
    "W": "student_worker",
    "V": "volunteer",
    "C": "teacher",
    "S": "student",
}
VISITOR = "-"

# Open to visitors too, while the school lets anybody search its catalogue.
OPEN_WHEN_PUBLIC = (
    "catalogue.search",
    "catalogue.record",
    "items.attachment",
    "items.attachment_photo",
)

MATRIX = PEOPLE | THINGS | MONEY | RECOVERY
