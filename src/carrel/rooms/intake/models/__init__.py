"""What intake remembers: vendors' files, what came in which delivery, copies being made ready, ISBNs that wait."""

from carrel.rooms.intake.models.deliveries import Carton, CartonLine, Delivery, DeliveryLine
from carrel.rooms.intake.models.files import AskedRecord, KeptRecord, ReplacedRecord, VendorProfile, VendorWord
from carrel.rooms.intake.models.processing import ProcessingBatch, ProcessingLine, ProcessingStep, StepDone
from carrel.rooms.intake.models.waiting import WaitingIsbn

__all__ = [
    "AskedRecord",
    "Carton",
    "CartonLine",
    "Delivery",
    "DeliveryLine",
    "KeptRecord",
    "ProcessingBatch",
    "ProcessingLine",
    "ProcessingStep",
    "ReplacedRecord",
    "StepDone",
    "VendorProfile",
    "VendorWord",
    "WaitingIsbn",
]
