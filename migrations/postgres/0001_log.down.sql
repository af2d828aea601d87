DROP TABLE threads;
DROP TABLE privates;
DROP TABLE events;
DROP TABLE log_head;
