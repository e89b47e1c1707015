package auctions.ingestor.sim;

import auctions.ingestor.sim.data.Column;
import auctions.ingestor.sim.data.ColumnType;
import java.sql.SQLException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statements that fail, with the SQLSTATE and the words that a real server (v26.22) was seen to answer. */
class RefusalsTest {
    @AutoClose
    private final SimulatedMaterialize materialize = SimulatedMaterialize.stoppedAt(1000);

    @AutoClose
    private final SqlClient client = SqlClient.of(materialize);

    @BeforeEach
    void createTheView() {
        materialize.createRelation("v", new Column("k", ColumnType.BIGINT));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    selec 1 | 42601 | Expected a keyword at the beginning of a statement, found identifier "selec"
                    fetch backward 1 c | 42601 | Expected end of statement, found number "1"
                    show cluster cluster | 42601 | Expected end of statement, found CLUSTER
                    commit commit | 42601 | Expected end of statement, found COMMIT
                    SUBSCRIBE v ENVELOPE UPSERT (KEY ()) | 42601 | Expected identifier, found right parenthesis
                    COPY (SUBSCRIBE v WITH (PROGRES)) TO STDOUT | 42601 | Expected one of PROGRESS or SNAPSHOT, found identifier "progres"
                    COPY v TO STDOUT | XX000 | named with COPY TO STDOUT unsupported
                    COPY (SUBSCRIBE v AS OF now()) TO STDOUT | XX000 | calling an unmaterializable function in AS OF or UP TO not yet supported
                    COPY (SUBSCRIBE v AS OF 'abc') TO STDOUT | XX000 | AS OF or UP TO should be castable to a (non-null) mz_timestamp value
                    COPY (SUBSCRIBE v AS OF 1) TO STDOUT | 22000 | could not find a valid timestamp for the query
                    DECLARE c CURSOR FOR SELECT 1 | 25P01 | DECLARE CURSOR can only be used in transaction blocks
                    select 1/0 | XX000 | division by zero
                    select * from nosuch | XX000 | unknown catalog item 'nosuch'
                    drop cluster nosuch | XX000 | unknown cluster 'nosuch'
                    drop table v | XX000 | v is a materialized view not a table
                    drop view v | XX000 | v is not a view
                    create materialized view v as select * from v | XX000 | materialized view "materialize.public.v" already exists
                    comment on materialized view nosuch is 'x' | XX000 | unknown catalog item 'nosuch'
                    update v set k = 1 | XX000 | cannot mutate materialized view 'materialize.public.v'
                    vacuum | 42601 | Expected a keyword at the beginning of a statement, found identifier "vacuum"
                    """)
    void answersInTheServersWords(String sql, String sqlState, String message) {
        client.assertFails(sql, sqlState, message);
    }

    @Test
    void knowsTwoCursorsButNotTwoOfOneName() throws SQLException {
        client.execute("BEGIN", "DECLARE a CURSOR FOR SUBSCRIBE v", "DECLARE b CURSOR FOR SUBSCRIBE v");

        client.assertFails("DECLARE a CURSOR FOR SUBSCRIBE v", "42P03", "cursor \"a\" already exists");
    }
}
