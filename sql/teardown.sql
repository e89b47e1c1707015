-- Drops what setup.sql has created: psql -f sql/teardown.sql. Safe to run again.

DROP SOURCE IF EXISTS auction_house_source CASCADE;
DROP CLUSTER IF EXISTS auction_house CASCADE;
