"""examples/*/producer.py: ten messages, each one acknowledged."""

import signal

PROTOCOLS = {"plain": "PLAINTEXT", "ssl": "SSL", "sasl": "SASL_SSL"}


def test_the_producer_prints_what_the_page_shows(variant, talks, outputs):
    talk = talks[variant]
    outputs.check(f"examples/{variant}/producer.out", f"$ python examples/{variant}/producer.py\n{talk.producer}")


def test_the_producer_sends_ten_messages_and_prints_where_each_went(variant, talks):
    assert talks[variant].producer.splitlines() == [
        f"Message sent: Hello from Python using {PROTOCOLS[variant]} {number}! (partition 0, offset {number - 1})"
        for number in range(1, 11)
    ]


def test_ctrl_c_ends_the_producer_without_a_traceback(variant, reader, topic):
    terminal = reader.start(f"python examples/{variant}/producer.py", KAFKA_TOPIC_NAME=topic)
    terminal.wait_for("Message sent")
    assert terminal.signal(signal.SIGINT) == 0
    assert terminal.lines[-1] == "Stopped\n"
