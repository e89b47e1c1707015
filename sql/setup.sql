-- The auction house, its winners and its bids per item, for a recent Materialize: psql -v ON_ERROR_STOP=1 -f sql/setup.sql
-- Safe to run again: what is there stays as it is. The cluster's size is the emulator's smallest; elsewhere: -v size=M.1-xsmall

\set ON_ERROR_STOP 1
\if :{?size} \else \set size 25cc \endif

-- CREATE CLUSTER has no IF NOT EXISTS on every version.
SELECT count(*) = 0 AS cluster_is_missing FROM mz_clusters WHERE name = 'auction_house' \gset
\if :cluster_is_missing
CREATE CLUSTER auction_house (SIZE = :'size');
\endif
SET cluster = auction_house;

-- A second CREATE SOURCE … FOR ALL TABLES can fail at the tables that the first has made, IF NOT EXISTS or not.
SELECT count(*) = 0 AS source_is_missing FROM mz_sources WHERE name = 'auction_house_source' \gset
\if :source_is_missing
CREATE SOURCE auction_house_source
    IN CLUSTER auction_house
    FROM LOAD GENERATOR AUCTION (TICK INTERVAL '1s')
    FOR ALL TABLES;
\endif

CREATE VIEW IF NOT EXISTS on_time_bids AS
SELECT
    bids.id       AS bid_id,
    auctions.id   AS auction_id,
    auctions.seller,
    bids.buyer,
    auctions.item,
    bids.bid_time,
    auctions.end_time,
    bids.amount
FROM bids
JOIN auctions ON bids.auction_id = auctions.id
WHERE bids.bid_time < auctions.end_time;

CREATE VIEW IF NOT EXISTS highest_bid_per_auction AS
SELECT grp.auction_id, bid_id, buyer, seller, item, amount, bid_time, end_time FROM
    (SELECT DISTINCT auction_id FROM on_time_bids) grp,
    LATERAL (
        SELECT * FROM on_time_bids
        WHERE auction_id = grp.auction_id
        ORDER BY amount DESC LIMIT 1
    );

-- Kept for an hour, so that the ingestor resumes after an hour's outage instead of comparing the whole view with its topic.
-- RETAIN HISTORY is in private preview, behind the system flag enable_logical_compaction_window. Where the flag is off, the
-- first statement fails, the second makes the view with the second of history that everything has, and the ingestor
-- recovers by comparing: correct as well, only dearer. Do not put an index on this view into the cluster that subscribes:
-- the index would be read instead, and its history is a second.
\set ON_ERROR_STOP 0
CREATE MATERIALIZED VIEW IF NOT EXISTS winning_bids
    IN CLUSTER auction_house
    WITH (RETAIN HISTORY FOR '1hr') AS
SELECT * FROM highest_bid_per_auction
WHERE end_time < mz_now();
\set ON_ERROR_STOP 1

CREATE MATERIALIZED VIEW IF NOT EXISTS winning_bids
    IN CLUSTER auction_house AS
SELECT * FROM highest_bid_per_auction
WHERE end_time < mz_now();

-- A second view, whose rows change with every bid; docker compose publishes it with --profile views. Its history as above.
\set ON_ERROR_STOP 0
CREATE MATERIALIZED VIEW IF NOT EXISTS bids_per_item
    IN CLUSTER auction_house
    WITH (RETAIN HISTORY FOR '1hr') AS
SELECT item, count(*) AS bids, sum(amount) AS total FROM on_time_bids GROUP BY item;
\set ON_ERROR_STOP 1

CREATE MATERIALIZED VIEW IF NOT EXISTS bids_per_item
    IN CLUSTER auction_house AS
SELECT item, count(*) AS bids, sum(amount) AS total FROM on_time_bids GROUP BY item;

-- The alternative for winning_bids that needs no storage, a plain view in the memory of the cluster, with a second of history:
--
-- CREATE VIEW IF NOT EXISTS winning_bids AS
-- SELECT * FROM highest_bid_per_auction
-- WHERE end_time < mz_now();
--
-- CREATE INDEX IF NOT EXISTS winning_bids_idx IN CLUSTER auction_house ON winning_bids (auction_id);
