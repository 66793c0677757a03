-- Events that come over HTTP have no offset of a topic: they are counted here.

CREATE SEQUENCE http_events MINVALUE 0 START 0;
