"""Who may do what is changed by two: one proposes, another approves, and the database lets nothing else in."""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_STATEMENTS = (
    """
    CREATE TABLE access_changes (
        id uuid PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('open-account', 'change-duties', 'reset-password', 'change-secret',
                                           'register-key', 'register-certificate', 'first-accounts',
                                           'follow-division')),
        account text NOT NULL,
        told jsonb NOT NULL,
        secret text,
        state text NOT NULL CHECK (state IN ('open', 'approved', 'refused')),
        proposed_at timestamptz NOT NULL,
        proposed_by text NOT NULL,
        decided_at timestamptz,
        decided_by text,
        CHECK ((state = 'open') = (decided_at IS NULL)),
        CHECK ((state = 'open') = (decided_by IS NULL)),
        CONSTRAINT access_change_decided_by_another CHECK (decided_by <> proposed_by)
    )
    """,
    "CREATE INDEX access_changes_open ON access_changes (id) WHERE state = 'open'",
    # Of keys and certificates several may wait; of everything else one at a time.
    """
    CREATE UNIQUE INDEX access_changes_one_open ON access_changes (account, kind)
     WHERE state = 'open' AND kind NOT IN ('register-key', 'register-certificate')
    """,
    """
    CREATE FUNCTION keep_access_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.state <> 'open'
           OR (OLD.id, OLD.kind, OLD.account, OLD.told, OLD.secret, OLD.proposed_at, OLD.proposed_by)
              IS DISTINCT FROM
              (NEW.id, NEW.kind, NEW.account, NEW.told, NEW.secret, NEW.proposed_at, NEW.proposed_by) THEN
            RAISE EXCEPTION 'a change of access is decided once, and stays as it was proposed';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER keep_access_change BEFORE UPDATE ON access_changes
        FOR EACH ROW EXECUTE FUNCTION keep_access_change()
    """,
    "REVOKE DELETE, TRUNCATE ON access_changes FROM huijia_gateway",
    "ALTER TABLE accounts ADD COLUMN change_id uuid REFERENCES access_changes (id)",
    # given: by the first start's file; first: to be changed before the first sign-in; own: chosen by whoever holds it.
    """
    ALTER TABLE accounts ADD COLUMN password_is text NOT NULL DEFAULT 'given'
        CHECK (password_is IN ('given', 'first', 'own'))
    """,
    # What somebody may do, and a client's secret, come with a change of their own that was approved for this account.
    # People's own passwords are theirs to change; a sandbox client sees synthetic people alone, and is made by one.
    """
    CREATE FUNCTION check_account_change() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE change access_changes;
    BEGIN
        IF TG_OP = 'INSERT' AND NEW.sandbox THEN
            RETURN NEW;
        END IF;
        IF TG_OP = 'UPDATE'
           AND (NEW.name, NEW.kind, NEW.role, NEW.department, NEW.division, NEW.sandbox)
               IS NOT DISTINCT FROM (OLD.name, OLD.kind, OLD.role, OLD.department, OLD.division, OLD.sandbox)
           AND (NEW.kind = 'staff' OR NEW.secret = OLD.secret) THEN
            RETURN NEW;
        END IF;
        SELECT * INTO change FROM access_changes WHERE id = NEW.change_id;
        IF change.account IS DISTINCT FROM NEW.name OR change.state <> 'approved'
           OR (TG_OP = 'UPDATE' AND NEW.change_id IS NOT DISTINCT FROM OLD.change_id)
           OR (change.secret IS NOT NULL AND change.secret <> NEW.secret) THEN
            RAISE EXCEPTION 'an account is given rights by a change that a second person approved';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER check_account_change BEFORE INSERT OR UPDATE ON accounts
        FOR EACH ROW EXECUTE FUNCTION check_account_change()
    """,
    "ALTER TABLE client_keys ADD COLUMN change_id uuid UNIQUE REFERENCES access_changes (id)",
    "ALTER TABLE client_certificates ADD COLUMN change_id uuid UNIQUE REFERENCES access_changes (id)",
    """
    CREATE FUNCTION check_client_key() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NOT EXISTS (SELECT FROM access_changes c
                        WHERE c.id = NEW.change_id AND c.state = 'approved' AND c.kind = 'register-key'
                          AND c.account = NEW.account AND c.told ->> 'key_id' = NEW.key_id
                          AND c.told -> 'public_key' = NEW.public_key) THEN
            RAISE EXCEPTION 'a client''s key is one that a second person approved';
        END IF;
        RETURN NEW;
    END $$
    """,
    "CREATE TRIGGER check_client_key BEFORE INSERT ON client_keys FOR EACH ROW EXECUTE FUNCTION check_client_key()",
    """
    CREATE FUNCTION check_client_certificate() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NOT EXISTS (SELECT FROM access_changes c
                        WHERE c.id = NEW.change_id AND c.state = 'approved' AND c.kind = 'register-certificate'
                          AND c.account = NEW.account AND c.told ->> 'thumbprint' = NEW.thumbprint) THEN
            RAISE EXCEPTION 'a client''s certificate is one that a second person approved';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER check_client_certificate BEFORE INSERT ON client_certificates
        FOR EACH ROW EXECUTE FUNCTION check_client_certificate()
    """,
    # What was registered once stays what it was: only its end is written.
    """
    CREATE FUNCTION keep_client_proof() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.retired_at IS NOT NULL
           OR to_jsonb(OLD) - '{retired_at,retired_by}'::text[]
              <> to_jsonb(NEW) - '{retired_at,retired_by}'::text[] THEN
            RAISE EXCEPTION 'a key or certificate is retired, and never changed';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER keep_client_key BEFORE UPDATE ON client_keys FOR EACH ROW EXECUTE FUNCTION keep_client_proof()
    """,
    """
    CREATE TRIGGER keep_client_certificate BEFORE UPDATE ON client_certificates
        FOR EACH ROW EXECUTE FUNCTION keep_client_proof()
    """,
)


def upgrade() -> None:
    for statement in _STATEMENTS:
        op.execute(statement)
