"""examples/high_availability/send_numbers.py: what it prints; what it survives is in test_high_availability.py."""

COMMAND = "python examples/high_availability/send_numbers.py"


def test_each_acknowledged_number_is_printed_with_its_offset(reader, topic, protocol):
    terminal = reader.start(COMMAND, KAFKA_TOPIC_NAME=topic, **protocol)
    terminal.wait_for(" at offset ", count=5)
    assert terminal.ctrl_c() == 0
    *numbers, last = terminal.lines
    assert numbers == [f"{number} at offset {number}\n" for number in range(len(numbers))]
    assert last == f"{len(numbers)} numbers were acknowledged\n"


def test_a_topic_that_is_not_there_ends_in_two_lines(reader):
    run = reader.run(COMMAND, KAFKA_TOPIC_NAME="demo-missing")
    assert run.code == 1
    assert run.lines[0].startswith("Number 0 was not acknowledged: KafkaTimeoutError('Failed to update metadata")
    assert run.lines[1:] == ["Check .env, and that Kafka runs. KAFKA_LOG_LEVEL=ERROR shows why.\n"]
