"""Which recorded exchanges a script or a terminal session has with Karapace, in order, and under which names.

A recording is named as its file in recordings/. Where a page's name is another one, it begins with demo-, because
the local Kafka lets the tutorial's user work on nothing else; each run then adds letters of its own to it.

`pytest --record-karapace` renews them all but those that a live Karapace cannot be made to repeat: 090 to 093, answers
of its first seconds; 207, an answer before there was anything to read; and 310, which needs another configuration.
"""

PAGE_NAMES = {  # by the name in the recordings
    "sensor-readings": "demo-sensor-readings",
    "orders": "demo-orders",
    "shipments": "demo-shipments",
    "demo-topic": "demo-pages",
    "clicks": "demo-clicks",
    "resume-group": "demo-consumer-group",
    "demo-group": "demo-seek-group",
}

STORIES = {
    # The schema registry
    "ready": ["073-registry-master-available"],
    "not ready yet": ["093-registry-master-available-before-primary", "073-registry-master-available"],
    "register": [
        "004-registry-register-avro-v1",
        "006-registry-schema-by-id",
        "005-registry-register-avro-v1-again",
    ],
    "look": ["008-registry-list-versions", "009-registry-version-1"],
    "evolve": [
        "013-registry-compatibility-ok",
        "015-registry-compatibility-incompatible-verbose",
        "016-registry-register-incompatible",
        "017-registry-register-avro-v2",
        "018-registry-list-versions-two",
    ],
    "levels": [
        "003-registry-global-config",
        "020-registry-subject-config-unset",
        "022-registry-subject-config-set",
        "023-registry-subject-config-get",
        "025-registry-subject-config-delete",
    ],
    "json schema": [
        "027-registry-register-json-schema",
        "029-registry-schema-by-id-json",
        "033-registry-compatibility-json-incompatible",
    ],
    "protobuf": [
        "028-registry-register-protobuf",
        "030-registry-schema-by-id-protobuf",
        "034-registry-compatibility-protobuf-incompatible",
    ],
    "delete": [
        "009-registry-version-1",
        "055-registry-hard-delete-before-soft-refused",
        "056-registry-soft-delete-version",
        "057-registry-versions-after-soft-delete",
        "058-registry-versions-including-deleted",
        "061-registry-hard-delete-version",
        "062-registry-schema-id-after-hard-delete",
    ],
    "write avro": ["004-registry-register-avro-v1"],
    "read avro": ["006-registry-schema-by-id"],
    "unknown id": ["040-registry-error-unknown-schema-id"],
    # The REST proxy
    "health": ["073-registry-master-available", "100-rest-health"],
    "rest health": ["100-rest-health"],
    "no topic management": ["109-rest-no-topic-creation-post-topics", "110-rest-no-topic-deletion"],
    "look at a topic": [
        "102-rest-brokers",
        "104-rest-topic-partitions",
        "106-rest-partition-offsets-empty",
        "103-rest-topic-details",
    ],
    "produce json": ["200-rest-produce-clicks"],
    "produce binary": ["115-rest-produce-binary"],
    "produce avro": ["120-rest-produce-avro-with-schema"],
    "value does not fit": ["124-rest-error-avro-value-does-not-fit-schema"],
    "consume": [
        "290-rest-resume-create-first",
        "291-rest-resume-subscribe-first",
        "292-rest-resume-records-first",
        "293-rest-resume-commit-last-seen-offset",
        "294-rest-resume-committed-offset",
        "295-rest-resume-delete-first",
        "296-rest-resume-create-second",
        "297-rest-resume-subscribe-second",
        "298-rest-resume-records-second-starts-after-commit",
        "299-rest-resume-commit-with-empty-object",
        "300-rest-resume-delete-second",
    ],
    "consume and fail": [
        "290-rest-resume-create-first",
        "291-rest-resume-subscribe-first",
        "292-rest-resume-records-first",
        "295-rest-resume-delete-first",
    ],
    "seek": [
        "201-rest-create-consumer-instance",
        "204-rest-subscribe",
        "206-rest-records-first-poll",
        "214-rest-seek-to-beginning",
        "215-rest-records-after-seek",
        "216-rest-seek-to-offset",
        "217-rest-records-after-seek-to-offset",
        "222-rest-delete-consumer",
    ],
    "seek, and the first answer is empty": [
        "201-rest-create-consumer-instance",
        "204-rest-subscribe",
        "207-rest-records-second-poll",
        "206-rest-records-first-poll",
        "214-rest-seek-to-beginning",
        "215-rest-records-after-seek",
        "216-rest-seek-to-offset",
        "217-rest-records-after-seek-to-offset",
        "222-rest-delete-consumer",
    ],
    "content types": [
        "154-rest-error-curl-default-content-type",
        "147-rest-error-no-content-type",
        "145-rest-produce-content-type-application-json",
    ],
    "null value": ["116-rest-produce-tombstone"],
    "forgotten instance": [
        "201-rest-create-consumer-instance",
        "202-rest-error-create-same-consumer-again",
        "222-rest-delete-consumer",
        "224-rest-error-records-missing-consumer",
    ],
    # What the pages tell in words
    "starting": [
        "091-registry-health-before-ready",
        "092-registry-read-before-primary",
        "090-registry-error-write-before-primary",
    ],
    "no content type": ["079-registry-error-content-type-missing"],
    "incompatible over http": [
        "120-rest-produce-avro-with-schema",
        "127-rest-error-avro-incompatible-inline-schema",
    ],
    "commit without a body": [
        "201-rest-create-consumer-instance",
        "213-rest-commit-all-read-offsets-empty-body",
        "222-rest-delete-consumer",
    ],
    "authorization": ["310-rest-rest-authorization-no-credentials"],
}
