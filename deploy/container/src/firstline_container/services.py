"""The services that an image can be made of, each with the port on which it listens there."""

SERVICES = {
    "intake": 8001,
    "triage": 8002,
    "escalation": 8003,
    "kb": 8004,
    "reporting": 8005,
}
