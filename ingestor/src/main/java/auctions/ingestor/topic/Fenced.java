package auctions.ingestor.topic;

import auctions.ingestor.kafka.CommittedLog;
import auctions.ingestor.kafka.TopicLimits;
import auctions.ingestor.kafka.TopicProperties;
import auctions.ingestor.kafka.Transactions;

/**
 * The topic in the hands of the one writer that has fenced all others.
 *
 * @param transactions the writer's own
 * @param data what is committed to the data topic
 * @param topics the names of the topics, and what to do with a change that cannot be published
 * @param limits what the topics and their cluster can do
 */
record Fenced(Transactions transactions, CommittedLog data, TopicProperties topics, TopicLimits limits) {}
