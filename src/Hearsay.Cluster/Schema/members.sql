-- The workers of a cluster, and the statements by which Orleans keeps their list (its ADO.NET contract: the names of keys, parameters and columns are Orleans').
-- The version of the list makes each change of it wait for the one before: who changes an older version than the last is told so by a count of 0.
CREATE TABLE IF NOT EXISTS member_list (
    cluster TEXT PRIMARY KEY,
    version INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS member (
    cluster TEXT NOT NULL REFERENCES member_list (cluster),
    address TEXT NOT NULL,
    port INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    silo_name TEXT NOT NULL,
    host_name TEXT NOT NULL,
    status INTEGER NOT NULL,
    gateway INTEGER,
    suspected TEXT,
    started TIMESTAMPTZ NOT NULL,
    alive TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (cluster, address, port, generation)
);
CREATE TABLE IF NOT EXISTS OrleansQuery (
    QueryKey TEXT PRIMARY KEY,
    QueryText TEXT NOT NULL
);
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('InsertMembershipVersionKey', $q$
    WITH made AS (INSERT INTO member_list (cluster) VALUES (@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1)
    SELECT count(*)::int FROM made
$q$),
('InsertMembershipKey', $q$
    WITH turn AS (UPDATE member_list SET version = version + 1 WHERE cluster = @DeploymentId AND version = @Version RETURNING 1),
    made AS (
        INSERT INTO member (cluster, address, port, generation, silo_name, host_name, status, gateway, started, alive)
        SELECT @DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM turn
        ON CONFLICT DO NOTHING RETURNING 1)
    SELECT count(*)::int FROM made
$q$),
('UpdateMembershipKey', $q$
    WITH turn AS (UPDATE member_list SET version = version + 1 WHERE cluster = @DeploymentId AND version = @Version RETURNING 1),
    changed AS (
        UPDATE member SET status = @Status, suspected = @SuspectTimes, alive = @IAmAliveTime
        FROM turn WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation RETURNING 1)
    SELECT count(*)::int FROM changed
$q$),
('UpdateIAmAlivetimeKey', $q$
    UPDATE member SET alive = @IAmAliveTime WHERE cluster = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$q$),
('MembershipReadRowKey', $q$
    SELECT l.cluster AS DeploymentId, m.address AS Address, m.port AS Port, m.generation AS Generation, m.silo_name AS SiloName, m.host_name AS HostName, m.status AS Status, m.gateway AS ProxyPort,
        m.suspected AS SuspectTimes, m.started AS StartTime, m.alive AS IAmAliveTime, l.version AS Version
    FROM member_list l LEFT JOIN member m ON m.cluster = l.cluster AND m.address = @Address AND m.port = @Port AND m.generation = @Generation WHERE l.cluster = @DeploymentId
$q$),
('MembershipReadAllKey', $q$
    SELECT l.cluster AS DeploymentId, m.address AS Address, m.port AS Port, m.generation AS Generation, m.silo_name AS SiloName, m.host_name AS HostName, m.status AS Status, m.gateway AS ProxyPort,
        m.suspected AS SuspectTimes, m.started AS StartTime, m.alive AS IAmAliveTime, l.version AS Version
    FROM member_list l LEFT JOIN member m ON m.cluster = l.cluster WHERE l.cluster = @DeploymentId
$q$),
('GatewaysQueryKey', $q$
    SELECT address AS Address, gateway AS ProxyPort, generation AS Generation FROM member WHERE cluster = @DeploymentId AND status = @Status AND gateway > 0
$q$),
('DeleteMembershipTableEntriesKey', $q$
    WITH gone AS (DELETE FROM member WHERE cluster = @DeploymentId) DELETE FROM member_list WHERE cluster = @DeploymentId
$q$),
('CleanupDefunctSiloEntriesKey', $q$
    DELETE FROM member WHERE cluster = @DeploymentId AND alive < @IAmAliveTime AND status <> 3
$q$)
ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;
