-- The embedded bus: a log in PostgreSQL. Applied as huijia_bus_owner; every statement may run again.
--
-- Positions of a partition are handed out under the row lock of bus.partitions, which is held until the
-- appending transaction commits. So they have no gaps, and whoever sees position p sees every q < p.

CREATE TABLE IF NOT EXISTS bus.topics (
    topic text PRIMARY KEY CHECK (topic ~ '^huijia\.[a-z]+$'),
    partitions integer NOT NULL CHECK (partitions BETWEEN 1 AND 1024)
);

CREATE TABLE IF NOT EXISTS bus.partitions (
    topic text NOT NULL REFERENCES bus.topics,
    partition integer NOT NULL,
    head bigint NOT NULL DEFAULT 0,  -- the position that the next event will get
    PRIMARY KEY (topic, partition)
) WITH (fillfactor = 50);  -- updated with every batch: leave room for it on the page

CREATE TABLE IF NOT EXISTS bus.log (
    topic text NOT NULL,
    partition integer NOT NULL,
    position bigint NOT NULL,
    event_id uuid NOT NULL,
    key text NOT NULL,
    type text NOT NULL,
    source text NOT NULL,
    time timestamptz NOT NULL,
    traceparent text,
    data json NOT NULL,
    published_at timestamptz NOT NULL,
    PRIMARY KEY (topic, partition, position)
);
CREATE INDEX IF NOT EXISTS log_published_at ON bus.log USING brin (published_at);

CREATE TABLE IF NOT EXISTS bus.offsets (
    consumer_group text NOT NULL,
    topic text NOT NULL,
    partition integer NOT NULL,
    position bigint NOT NULL,  -- of the first event not yet applied
    committed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (consumer_group, topic, partition)
) WITH (fillfactor = 50);

-- The service that is connected: roles are huijia_<service> (chassis.roles), and SET ROLE does not change it.
CREATE OR REPLACE FUNCTION bus.calling_service() RETURNS text LANGUAGE sql STABLE
SET search_path = pg_catalog AS $$ SELECT substring(session_user FROM '^huijia_([a-z]+)$') $$;

-- Not hashtext(): that may change with PostgreSQL's version, and a key must keep its partition for ever.
CREATE OR REPLACE FUNCTION bus.partition_of(key text, partitions integer) RETURNS integer LANGUAGE sql STABLE
SET search_path = pg_catalog AS $$
    SELECT ((get_byte(h, 0) << 16) + (get_byte(h, 1) << 8) + get_byte(h, 2)) % partitions
    FROM (SELECT sha256(convert_to(key, 'UTF8')) AS h) AS hashed
$$;

-- The number of partitions is fixed by whoever names the topic first: changing it would break order per key.
CREATE OR REPLACE FUNCTION bus.ensure_topic(new_topic text, new_partitions integer) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
    INSERT INTO bus.topics (topic, partitions) VALUES (new_topic, new_partitions) ON CONFLICT DO NOTHING;
    INSERT INTO bus.partitions (topic, partition)
    SELECT t.topic, g FROM bus.topics t, generate_series(0, t.partitions - 1) AS g WHERE t.topic = new_topic
    ON CONFLICT DO NOTHING;
$$;

-- Append events to the caller's own topic, in the order given, and wake its readers at commit.
CREATE OR REPLACE FUNCTION bus.append(
    to_topic text, event_ids uuid[], keys text[], types text[], sources text[],
    times timestamptz[], traceparents text[], bodies json[]
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    count_of_partitions integer;
BEGIN
    IF to_topic IS DISTINCT FROM 'huijia.' || bus.calling_service() THEN
        RAISE insufficient_privilege USING MESSAGE = format('%s may not publish to %s', session_user, to_topic);
    END IF;
    SELECT t.partitions INTO STRICT count_of_partitions FROM bus.topics t WHERE t.topic = to_topic;

    -- Locked in one order, so that two publishers never wait for each other.
    PERFORM 1 FROM bus.partitions p
    WHERE p.topic = to_topic
      AND p.partition IN (SELECT bus.partition_of(k, count_of_partitions) FROM unnest(keys) AS k)
    ORDER BY p.partition FOR UPDATE;

    WITH placed AS MATERIALIZED (
        SELECT bus.partition_of(e.key, count_of_partitions) AS partition, e.*
        FROM unnest(event_ids, keys, types, sources, times, traceparents, bodies) WITH ORDINALITY
            AS e(event_id, key, type, source, time, traceparent, data, place)
    ), taken AS (
        UPDATE bus.partitions p SET head = p.head + c.events
        FROM (SELECT placed.partition, count(*) AS events FROM placed GROUP BY placed.partition) AS c
        WHERE p.topic = to_topic AND p.partition = c.partition
        RETURNING p.partition, p.head - c.events AS first
    )
    INSERT INTO bus.log
    SELECT to_topic, placed.partition,
           taken.first - 1 + row_number() OVER (PARTITION BY placed.partition ORDER BY placed.place),
           event_id, key, type, source, time, traceparent, data, clock_timestamp()
    FROM placed JOIN taken USING (partition)
    ORDER BY placed.place;

    PERFORM pg_notify('huijia_bus', to_topic);
END $$;

-- Note how far a group has come. A service moves its own groups only.
CREATE OR REPLACE FUNCTION bus.commit_offsets(
    of_group text, topics text[], partitions integer[], positions bigint[]
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    IF split_part(of_group, '.', 1) IS DISTINCT FROM bus.calling_service() THEN
        RAISE insufficient_privilege USING MESSAGE = format('%s does not own group %s', session_user, of_group);
    END IF;
    INSERT INTO bus.offsets (consumer_group, topic, partition, position)
    SELECT of_group, t, p, o FROM unnest(topics, partitions, positions) AS u(t, p, o) ORDER BY t, p
    ON CONFLICT (consumer_group, topic, partition)
    DO UPDATE SET position = excluded.position, committed_at = now();
END $$;

-- Drop a group that no longer exists, so that it holds back no trimming. A service drops its own only.
CREATE OR REPLACE FUNCTION bus.forget_group(of_group text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
    DELETE FROM bus.offsets WHERE consumer_group = of_group AND split_part(of_group, '.', 1) = bus.calling_service();
$$;

-- Forget events of the caller's own topic published before a time, never past the slowest group; at most
-- max_events, so that no call runs long. Returns how many went.
CREATE OR REPLACE FUNCTION bus.trim(before timestamptz, max_events integer) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
    WITH bounds AS (
        SELECT p.topic, p.partition, coalesce(min(o.position), p.head) AS applied_by_all
        FROM bus.partitions p LEFT JOIN bus.offsets o USING (topic, partition)
        WHERE p.topic = 'huijia.' || bus.calling_service()
        GROUP BY p.topic, p.partition, p.head
    ), gone AS (
        DELETE FROM bus.log l
        USING (
            SELECT old.topic, old.partition, old.position FROM bounds b CROSS JOIN LATERAL (
                SELECT l.topic, l.partition, l.position FROM bus.log l
                WHERE l.topic = b.topic AND l.partition = b.partition AND l.position < b.applied_by_all
                  AND l.published_at < before
                ORDER BY l.position LIMIT max_events
            ) AS old LIMIT max_events
        ) AS old
        WHERE (l.topic, l.partition, l.position) = (old.topic, old.partition, old.position)
        RETURNING 1
    )
    SELECT count(*) FROM gone;
$$;

REVOKE ALL ON ALL TABLES IN SCHEMA bus FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA bus FROM PUBLIC;
GRANT SELECT ON ALL TABLES IN SCHEMA bus TO huijia_bus;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA bus TO huijia_bus;
