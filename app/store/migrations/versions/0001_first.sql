CREATE TABLE blob (
    sha256 TEXT NOT NULL,
    bytes BLOB NOT NULL,
    CONSTRAINT pk_blob PRIMARY KEY (sha256)
)
 STRICT;

CREATE TABLE carrier (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    label TEXT DEFAULT '' NOT NULL,
    active INTEGER DEFAULT '1' NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL
)
 STRICT;

CREATE TABLE choice (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    list TEXT NOT NULL,
    label TEXT DEFAULT '' NOT NULL,
    active INTEGER DEFAULT '1' NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT uq_choice_list_label UNIQUE (list, label)
)
 STRICT;

CREATE TABLE client_figure (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER NOT NULL,
    company_id INTEGER NOT NULL,
    currency TEXT NOT NULL,
    main INTEGER DEFAULT '1' NOT NULL,
    orders INTEGER DEFAULT '0' NOT NULL,
    total INTEGER DEFAULT '0' NOT NULL,
    balance INTEGER DEFAULT '0' NOT NULL,
    last_number TEXT DEFAULT '' NOT NULL,
    last_on TEXT DEFAULT '' NOT NULL,
    oldest_due_on TEXT DEFAULT '' NOT NULL,
    open_count INTEGER DEFAULT '0' NOT NULL,
    delay_days INTEGER DEFAULT '0' NOT NULL,
    delay_count INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT uq_client_figure_client_id_company_id_currency UNIQUE (client_id, company_id, currency)
)
 STRICT;

CREATE INDEX ix_client_figure_main ON client_figure (client_id) WHERE main = 1;

CREATE INDEX ix_client_figure_owing ON client_figure (client_id) WHERE main = 1 AND balance > 0;

CREATE TABLE client_row (
    client_id INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    sort_key TEXT NOT NULL,
    live INTEGER DEFAULT '0' NOT NULL,
    archived INTEGER DEFAULT '0' NOT NULL,
    is_client INTEGER DEFAULT '0' NOT NULL,
    is_prospect INTEGER DEFAULT '0' NOT NULL,
    starred INTEGER DEFAULT '0' NOT NULL,
    key_account INTEGER DEFAULT '0' NOT NULL,
    is_organisation INTEGER DEFAULT '0' NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    reference TEXT DEFAULT '' NOT NULL,
    category_id INTEGER,
    contact TEXT DEFAULT '' NOT NULL,
    city TEXT DEFAULT '' NOT NULL,
    city_key TEXT DEFAULT '' NOT NULL,
    postcode TEXT DEFAULT '' NOT NULL,
    country TEXT DEFAULT '' NOT NULL,
    phone TEXT DEFAULT '' NOT NULL,
    email TEXT DEFAULT '' NOT NULL,
    tags TEXT DEFAULT '' NOT NULL,
    score INTEGER DEFAULT '0' NOT NULL,
    logo TEXT DEFAULT '' NOT NULL,
    created_on TEXT DEFAULT '' NOT NULL,
    search_text TEXT DEFAULT '' NOT NULL,
    CONSTRAINT pk_client_row PRIMARY KEY (client_id),
    CONSTRAINT uq_client_row_rank UNIQUE (rank)
)
 STRICT;

CREATE INDEX ix_client_row_archived ON client_row (rank) WHERE archived = 1;

CREATE INDEX ix_client_row_clients ON client_row (rank) WHERE live = 1 AND is_client = 1;

CREATE INDEX ix_client_row_live ON client_row (rank) WHERE live = 1;

CREATE INDEX ix_client_row_order ON client_row (sort_key, client_id);

CREATE INDEX ix_client_row_prospects ON client_row (rank) WHERE live = 1 AND is_prospect = 1;

CREATE TABLE company (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT DEFAULT '' NOT NULL,
    street TEXT DEFAULT '' NOT NULL,
    postcode TEXT DEFAULT '' NOT NULL,
    city TEXT DEFAULT '' NOT NULL,
    region TEXT DEFAULT '' NOT NULL,
    country TEXT DEFAULT '' NOT NULL,
    language TEXT DEFAULT '' NOT NULL,
    currency TEXT DEFAULT '' NOT NULL,
    phone TEXT DEFAULT '' NOT NULL,
    email TEXT DEFAULT '' NOT NULL,
    website TEXT DEFAULT '' NOT NULL,
    legal_form TEXT DEFAULT '' NOT NULL,
    siret TEXT DEFAULT '' NOT NULL,
    vat_number TEXT DEFAULT '' NOT NULL,
    gst_number TEXT DEFAULT '' NOT NULL,
    qst_number TEXT DEFAULT '' NOT NULL,
    rcs TEXT DEFAULT '' NOT NULL,
    capital INTEGER,
    tagline TEXT DEFAULT '' NOT NULL,
    accent TEXT DEFAULT '' NOT NULL,
    serif INTEGER DEFAULT '0' NOT NULL,
    foot TEXT DEFAULT '' NOT NULL,
    late_terms TEXT DEFAULT '' NOT NULL,
    logo TEXT DEFAULT '' NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL
)
 STRICT;

CREATE TABLE contact (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL,
    civility TEXT DEFAULT '' NOT NULL,
    first_name TEXT DEFAULT '' NOT NULL,
    last_name TEXT DEFAULT '' NOT NULL,
    birthday TEXT DEFAULT '' NOT NULL,
    language TEXT DEFAULT '' NOT NULL,
    photo TEXT DEFAULT '' NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    CONSTRAINT uq_contact_uid UNIQUE (uid)
)
 STRICT;

CREATE TABLE custom_field (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    label TEXT DEFAULT '' NOT NULL,
    kind TEXT DEFAULT '' NOT NULL,
    active INTEGER DEFAULT '1' NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL
)
 STRICT;

CREATE TABLE note_text (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    label TEXT DEFAULT '' NOT NULL,
    text TEXT DEFAULT '' NOT NULL,
    for_new INTEGER DEFAULT '0' NOT NULL,
    active INTEGER DEFAULT '1' NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL
)
 STRICT;

CREATE TABLE open_item (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    entry_id INTEGER NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    client_id INTEGER NOT NULL,
    company_id INTEGER NOT NULL,
    currency TEXT NOT NULL,
    due_on TEXT,
    open INTEGER NOT NULL,
    CONSTRAINT uq_open_item_entry_id_position UNIQUE (entry_id, position)
)
 STRICT;

CREATE INDEX ix_open_item_client ON open_item (client_id, due_on);

CREATE INDEX ix_open_item_due ON open_item (due_on, client_id) WHERE open > 0;

CREATE TABLE own_envelope (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    width INTEGER DEFAULT '0' NOT NULL,
    height INTEGER DEFAULT '0' NOT NULL,
    window_width INTEGER DEFAULT '0' NOT NULL,
    window_height INTEGER DEFAULT '0' NOT NULL,
    window_left INTEGER DEFAULT '0' NOT NULL,
    window_bottom INTEGER DEFAULT '0' NOT NULL,
    paper TEXT DEFAULT 'A4' NOT NULL,
    fold INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT uq_own_envelope_uid UNIQUE (uid)
)
 STRICT;

CREATE TABLE own_sheet (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    kind TEXT DEFAULT 'sheet' NOT NULL,
    shape TEXT DEFAULT 'rect' NOT NULL,
    page_width INTEGER DEFAULT '0' NOT NULL,
    page_height INTEGER DEFAULT '0' NOT NULL,
    label_width INTEGER DEFAULT '0' NOT NULL,
    label_height INTEGER DEFAULT '0' NOT NULL,
    corner_radius INTEGER DEFAULT '0' NOT NULL,
    columns INTEGER DEFAULT '1' NOT NULL,
    rows INTEGER DEFAULT '1' NOT NULL,
    left_margin INTEGER DEFAULT '0' NOT NULL,
    top_margin INTEGER DEFAULT '0' NOT NULL,
    h_pitch INTEGER DEFAULT '0' NOT NULL,
    v_pitch INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT uq_own_sheet_uid UNIQUE (uid)
)
 STRICT;

CREATE TABLE payment_means (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    label TEXT DEFAULT '' NOT NULL,
    code TEXT DEFAULT '' NOT NULL,
    incoming INTEGER DEFAULT '1' NOT NULL,
    outgoing INTEGER DEFAULT '1' NOT NULL,
    active INTEGER DEFAULT '1' NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL
)
 STRICT;

CREATE TABLE payment_term (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    label TEXT DEFAULT '' NOT NULL,
    days INTEGER DEFAULT '0' NOT NULL,
    end_of_month INTEGER DEFAULT '0' NOT NULL,
    days_after INTEGER DEFAULT '0' NOT NULL,
    instalments INTEGER DEFAULT '1' NOT NULL,
    active INTEGER DEFAULT '1' NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL
)
 STRICT;

CREATE TABLE person (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT DEFAULT '' NOT NULL,
    email TEXT DEFAULT '' NOT NULL,
    active INTEGER DEFAULT '1' NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL
)
 STRICT;

CREATE TABLE price_list (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    label TEXT DEFAULT '' NOT NULL,
    active INTEGER DEFAULT '1' NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL
)
 STRICT;

CREATE TABLE reminder_plan (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    label TEXT DEFAULT '' NOT NULL,
    active INTEGER DEFAULT '1' NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL
)
 STRICT;

CREATE TABLE saved_search (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT DEFAULT '' NOT NULL,
    "query" TEXT DEFAULT '' NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL
)
 STRICT;

CREATE TABLE tab_count (
    tab TEXT NOT NULL,
    clients INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT pk_tab_count PRIMARY KEY (tab)
)
 STRICT;

CREATE TABLE tag (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    colour INTEGER DEFAULT '1' NOT NULL,
    active INTEGER DEFAULT '1' NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT uq_tag_name UNIQUE (name)
)
 STRICT;

CREATE TABLE tax_rate (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    label TEXT DEFAULT '' NOT NULL,
    country TEXT DEFAULT '' NOT NULL,
    percent INTEGER DEFAULT '0' NOT NULL,
    name TEXT DEFAULT 'VAT' NOT NULL,
    second_name TEXT DEFAULT '' NOT NULL,
    second_percent INTEGER DEFAULT '0' NOT NULL,
    from_on TEXT,
    until_on TEXT,
    active INTEGER DEFAULT '1' NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL
)
 STRICT;

CREATE TABLE team (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    name TEXT DEFAULT '' NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL
)
 STRICT;

CREATE TABLE template (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    kind TEXT DEFAULT 'letter' NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    starter TEXT DEFAULT '' NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT uq_template_uid UNIQUE (uid)
)
 STRICT;

CREATE TABLE bank_account (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    company_id INTEGER,
    label TEXT DEFAULT '' NOT NULL,
    bank TEXT DEFAULT '' NOT NULL,
    iban TEXT DEFAULT '' NOT NULL,
    bic TEXT DEFAULT '' NOT NULL,
    active INTEGER DEFAULT '1' NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT fk_bank_account_company_id FOREIGN KEY(company_id) REFERENCES company (id)
)
 STRICT;

CREATE INDEX ix_bank_account_company_id ON bank_account (company_id);

CREATE TABLE custom_option (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    field_id INTEGER NOT NULL,
    label TEXT DEFAULT '' NOT NULL,
    active INTEGER DEFAULT '1' NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT fk_custom_option_field_id FOREIGN KEY(field_id) REFERENCES custom_field (id)
)
 STRICT;

CREATE INDEX ix_custom_option_field_id ON custom_option (field_id);

CREATE TABLE mailing (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    kind TEXT DEFAULT 'mailing' NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    state TEXT DEFAULT 'draft' NOT NULL,
    template_id INTEGER,
    copied_from INTEGER,
    search TEXT DEFAULT '' NOT NULL,
    purpose TEXT DEFAULT '' NOT NULL,
    per_household INTEGER DEFAULT '0' NOT NULL,
    order_by TEXT DEFAULT 'name' NOT NULL,
    typeface TEXT DEFAULT 'sans' NOT NULL,
    text_size INTEGER DEFAULT '100' NOT NULL,
    with_letterhead INTEGER DEFAULT '1' NOT NULL,
    with_address INTEGER DEFAULT '1' NOT NULL,
    with_date INTEGER DEFAULT '1' NOT NULL,
    dated_on TEXT,
    window TEXT DEFAULT '' NOT NULL,
    background TEXT,
    background_name TEXT DEFAULT '' NOT NULL,
    background_strength INTEGER DEFAULT '100' NOT NULL,
    background_pages TEXT DEFAULT 'first' NOT NULL,
    signature TEXT,
    signature_name TEXT DEFAULT '' NOT NULL,
    replacements TEXT DEFAULT '' NOT NULL,
    sheet TEXT DEFAULT '' NOT NULL,
    pages INTEGER DEFAULT '0' NOT NULL,
    pdf TEXT,
    printed_at TEXT,
    made_at TEXT NOT NULL,
    who TEXT DEFAULT '' NOT NULL,
    CONSTRAINT uq_mailing_uid UNIQUE (uid),
    CONSTRAINT fk_mailing_template_id FOREIGN KEY(template_id) REFERENCES template (id),
    CONSTRAINT fk_mailing_copied_from FOREIGN KEY(copied_from) REFERENCES mailing (id),
    CONSTRAINT fk_mailing_background FOREIGN KEY(background) REFERENCES blob (sha256),
    CONSTRAINT fk_mailing_signature FOREIGN KEY(signature) REFERENCES blob (sha256),
    CONSTRAINT fk_mailing_pdf FOREIGN KEY(pdf) REFERENCES blob (sha256)
)
 STRICT;

CREATE INDEX ix_mailing_background ON mailing (background);

CREATE INDEX ix_mailing_copied_from ON mailing (copied_from);

CREATE INDEX ix_mailing_kind ON mailing (kind);

CREATE INDEX ix_mailing_pdf ON mailing (pdf);

CREATE INDEX ix_mailing_signature ON mailing (signature);

CREATE INDEX ix_mailing_template_id ON mailing (template_id);

CREATE TABLE numbering (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    company_id INTEGER,
    kind TEXT NOT NULL,
    pattern TEXT DEFAULT '' NOT NULL,
    next_number INTEGER DEFAULT '1' NOT NULL,
    CONSTRAINT uq_numbering_company_id_kind UNIQUE (company_id, kind),
    CONSTRAINT fk_numbering_company_id FOREIGN KEY(company_id) REFERENCES company (id)
)
 STRICT;

CREATE INDEX ix_numbering_company_id ON numbering (company_id);

CREATE TABLE option (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    company_id INTEGER,
    name TEXT NOT NULL,
    value TEXT DEFAULT '' NOT NULL,
    CONSTRAINT uq_option_company_id_name UNIQUE (company_id, name),
    CONSTRAINT fk_option_company_id FOREIGN KEY(company_id) REFERENCES company (id)
)
 STRICT;

CREATE INDEX ix_option_company_id ON option (company_id);

CREATE TABLE product (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    code TEXT DEFAULT '' NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    description TEXT DEFAULT '' NOT NULL,
    kind TEXT DEFAULT 'goods' NOT NULL,
    family_id INTEGER,
    unit TEXT DEFAULT '' NOT NULL,
    container TEXT DEFAULT '' NOT NULL,
    price INTEGER DEFAULT '0' NOT NULL,
    with_tax INTEGER DEFAULT '0' NOT NULL,
    tax_rate_id INTEGER,
    cost INTEGER,
    active INTEGER DEFAULT '1' NOT NULL,
    code_key TEXT DEFAULT '' NOT NULL,
    name_key TEXT DEFAULT '' NOT NULL,
    search_text TEXT DEFAULT '' NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    CONSTRAINT uq_product_uid UNIQUE (uid),
    CONSTRAINT fk_product_family_id FOREIGN KEY(family_id) REFERENCES choice (id),
    CONSTRAINT fk_product_tax_rate_id FOREIGN KEY(tax_rate_id) REFERENCES tax_rate (id)
)
 STRICT;

CREATE INDEX ix_product_family_id ON product (family_id);

CREATE INDEX ix_product_name_key ON product (name_key);

CREATE INDEX ix_product_tax_rate_id ON product (tax_rate_id);

CREATE UNIQUE INDEX uq_product_code ON product (code) WHERE code <> '';

CREATE TABLE template_text (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    template_id INTEGER NOT NULL,
    language TEXT DEFAULT '' NOT NULL,
    title TEXT DEFAULT '' NOT NULL,
    body TEXT DEFAULT '' NOT NULL,
    CONSTRAINT uq_template_text_template_id_language UNIQUE (template_id, language),
    CONSTRAINT fk_template_text_template_id FOREIGN KEY(template_id) REFERENCES template (id)
)
 STRICT;

CREATE TABLE client (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    reference TEXT NOT NULL,
    own_reference TEXT DEFAULT '' NOT NULL,
    is_organisation INTEGER DEFAULT '1' NOT NULL,
    is_client INTEGER DEFAULT '1' NOT NULL,
    is_prospect INTEGER DEFAULT '0' NOT NULL,
    is_partner INTEGER DEFAULT '0' NOT NULL,
    is_supplier INTEGER DEFAULT '0' NOT NULL,
    key_account INTEGER DEFAULT '0' NOT NULL,
    nurturing INTEGER DEFAULT '0' NOT NULL,
    starred INTEGER DEFAULT '0' NOT NULL,
    category_id INTEGER,
    civility TEXT DEFAULT '' NOT NULL,
    first_name TEXT DEFAULT '' NOT NULL,
    last_name TEXT DEFAULT '' NOT NULL,
    birthday TEXT DEFAULT '' NOT NULL,
    company_name TEXT DEFAULT '' NOT NULL,
    trade_name TEXT DEFAULT '' NOT NULL,
    logo TEXT DEFAULT '' NOT NULL,
    legal_form TEXT DEFAULT '' NOT NULL,
    siren TEXT DEFAULT '' NOT NULL,
    siret TEXT DEFAULT '' NOT NULL,
    vat_number TEXT DEFAULT '' NOT NULL,
    naf TEXT DEFAULT '' NOT NULL,
    rcs TEXT DEFAULT '' NOT NULL,
    business_number TEXT DEFAULT '' NOT NULL,
    gst_number TEXT DEFAULT '' NOT NULL,
    qst_number TEXT DEFAULT '' NOT NULL,
    capital INTEGER,
    sector_id INTEGER,
    headcount TEXT DEFAULT '' NOT NULL,
    website TEXT DEFAULT '' NOT NULL,
    twitter TEXT DEFAULT '' NOT NULL,
    facebook TEXT DEFAULT '' NOT NULL,
    linkedin TEXT DEFAULT '' NOT NULL,
    viadeo TEXT DEFAULT '' NOT NULL,
    other_network TEXT DEFAULT '' NOT NULL,
    language TEXT DEFAULT '' NOT NULL,
    parent_id INTEGER,
    owner_id INTEGER,
    team_id INTEGER,
    referral_id INTEGER,
    referred_by_id INTEGER,
    needs TEXT DEFAULT '' NOT NULL,
    followup TEXT DEFAULT '' NOT NULL,
    followup_on TEXT,
    note TEXT DEFAULT '' NOT NULL,
    note_on_orders INTEGER DEFAULT '0' NOT NULL,
    client_since TEXT,
    payment_term_id INTEGER,
    means_in_id INTEGER,
    means_out_id INTEGER,
    discount_percent INTEGER,
    rebate_percent INTEGER,
    rebate_days INTEGER,
    currency TEXT DEFAULT '' NOT NULL,
    tax_rate_id INTEGER,
    price_list_id INTEGER,
    reminder_plan_id INTEGER,
    bank_account_id INTEGER,
    has_credit INTEGER DEFAULT '0' NOT NULL,
    credit_code_id INTEGER,
    prices_with_tax INTEGER DEFAULT '0' NOT NULL,
    tax_exempt INTEGER DEFAULT '0' NOT NULL,
    monthly_invoice INTEGER DEFAULT '0' NOT NULL,
    no_reminders INTEGER DEFAULT '0' NOT NULL,
    order_number_required INTEGER DEFAULT '0' NOT NULL,
    invoice_sending TEXT DEFAULT '' NOT NULL,
    invoice_copies INTEGER DEFAULT '1' NOT NULL,
    payment_advice TEXT DEFAULT '' NOT NULL,
    reminder_sending TEXT DEFAULT '' NOT NULL,
    carrier_id INTEGER,
    delivery_days TEXT DEFAULT '' NOT NULL,
    free_carriage_from INTEGER,
    delivery_note_prices INTEGER DEFAULT '0' NOT NULL,
    order_hint TEXT DEFAULT '' NOT NULL,
    print_on_quotes TEXT DEFAULT '' NOT NULL,
    print_on_orders TEXT DEFAULT '' NOT NULL,
    print_on_deliveries TEXT DEFAULT '' NOT NULL,
    print_on_invoices TEXT DEFAULT '' NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    archived_at TEXT,
    deleted_at TEXT,
    erased_at TEXT,
    merged_into INTEGER,
    CONSTRAINT uq_client_uid UNIQUE (uid),
    CONSTRAINT uq_client_reference UNIQUE (reference),
    CONSTRAINT fk_client_category_id FOREIGN KEY(category_id) REFERENCES choice (id),
    CONSTRAINT fk_client_sector_id FOREIGN KEY(sector_id) REFERENCES choice (id),
    CONSTRAINT fk_client_parent_id FOREIGN KEY(parent_id) REFERENCES client (id),
    CONSTRAINT fk_client_owner_id FOREIGN KEY(owner_id) REFERENCES person (id),
    CONSTRAINT fk_client_team_id FOREIGN KEY(team_id) REFERENCES team (id),
    CONSTRAINT fk_client_referral_id FOREIGN KEY(referral_id) REFERENCES choice (id),
    CONSTRAINT fk_client_referred_by_id FOREIGN KEY(referred_by_id) REFERENCES client (id),
    CONSTRAINT fk_client_payment_term_id FOREIGN KEY(payment_term_id) REFERENCES payment_term (id),
    CONSTRAINT fk_client_means_in_id FOREIGN KEY(means_in_id) REFERENCES payment_means (id),
    CONSTRAINT fk_client_means_out_id FOREIGN KEY(means_out_id) REFERENCES payment_means (id),
    CONSTRAINT fk_client_tax_rate_id FOREIGN KEY(tax_rate_id) REFERENCES tax_rate (id),
    CONSTRAINT fk_client_price_list_id FOREIGN KEY(price_list_id) REFERENCES price_list (id),
    CONSTRAINT fk_client_reminder_plan_id FOREIGN KEY(reminder_plan_id) REFERENCES reminder_plan (id),
    CONSTRAINT fk_client_bank_account_id FOREIGN KEY(bank_account_id) REFERENCES bank_account (id),
    CONSTRAINT fk_client_credit_code_id FOREIGN KEY(credit_code_id) REFERENCES choice (id),
    CONSTRAINT fk_client_carrier_id FOREIGN KEY(carrier_id) REFERENCES carrier (id),
    CONSTRAINT fk_client_merged_into FOREIGN KEY(merged_into) REFERENCES client (id)
)
 STRICT;

CREATE INDEX ix_client_merged_into ON client (merged_into);

CREATE INDEX ix_client_parent_id ON client (parent_id);

CREATE INDEX ix_client_referred_by_id ON client (referred_by_id);

CREATE INDEX ix_client_siret ON client (siret);

CREATE TABLE mailing_text (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    mailing_id INTEGER NOT NULL,
    language TEXT DEFAULT '' NOT NULL,
    title TEXT DEFAULT '' NOT NULL,
    body TEXT DEFAULT '' NOT NULL,
    CONSTRAINT uq_mailing_text_mailing_id_language UNIQUE (mailing_id, language),
    CONSTRAINT fk_mailing_text_mailing_id FOREIGN KEY(mailing_id) REFERENCES mailing (id)
)
 STRICT;

CREATE TABLE address (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL,
    client_id INTEGER NOT NULL,
    contact_id INTEGER,
    label TEXT DEFAULT '' NOT NULL,
    recipient TEXT DEFAULT '' NOT NULL,
    is_default INTEGER DEFAULT '0' NOT NULL,
    is_invoice INTEGER DEFAULT '0' NOT NULL,
    is_delivery INTEGER DEFAULT '0' NOT NULL,
    is_quote INTEGER DEFAULT '0' NOT NULL,
    company TEXT DEFAULT '' NOT NULL,
    department TEXT DEFAULT '' NOT NULL,
    care_of TEXT DEFAULT '' NOT NULL,
    unit TEXT DEFAULT '' NOT NULL,
    building TEXT DEFAULT '' NOT NULL,
    house_number TEXT DEFAULT '' NOT NULL,
    number_suffix TEXT DEFAULT '' NOT NULL,
    street TEXT DEFAULT '' NOT NULL,
    box TEXT DEFAULT '' NOT NULL,
    po_box TEXT DEFAULT '' NOT NULL,
    locality TEXT DEFAULT '' NOT NULL,
    postcode TEXT DEFAULT '' NOT NULL,
    city TEXT DEFAULT '' NOT NULL,
    cedex TEXT DEFAULT '' NOT NULL,
    region TEXT DEFAULT '' NOT NULL,
    country TEXT DEFAULT '' NOT NULL,
    language TEXT DEFAULT '' NOT NULL,
    free_block TEXT DEFAULT '' NOT NULL,
    latitude TEXT DEFAULT '' NOT NULL,
    longitude TEXT DEFAULT '' NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT fk_address_client_id FOREIGN KEY(client_id) REFERENCES client (id),
    CONSTRAINT fk_address_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id)
)
 STRICT;

CREATE INDEX ix_address_client_id ON address (client_id);

CREATE INDEX ix_address_contact_id ON address (contact_id);

CREATE UNIQUE INDEX uq_address_default ON address (client_id) WHERE is_default = 1;

CREATE TABLE block (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER NOT NULL,
    company_id INTEGER,
    kind TEXT NOT NULL,
    reason_id INTEGER,
    comment TEXT DEFAULT '' NOT NULL,
    from_on TEXT NOT NULL,
    until_on TEXT,
    CONSTRAINT fk_block_client_id FOREIGN KEY(client_id) REFERENCES client (id),
    CONSTRAINT fk_block_company_id FOREIGN KEY(company_id) REFERENCES company (id),
    CONSTRAINT fk_block_reason_id FOREIGN KEY(reason_id) REFERENCES choice (id)
)
 STRICT;

CREATE INDEX ix_block_client_id ON block (client_id);

CREATE INDEX ix_block_company_id ON block (company_id);

CREATE INDEX ix_block_reason_id ON block (reason_id);

CREATE TABLE client_alias (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER NOT NULL,
    reference TEXT NOT NULL,
    CONSTRAINT fk_client_alias_client_id FOREIGN KEY(client_id) REFERENCES client (id),
    CONSTRAINT uq_client_alias_reference UNIQUE (reference)
)
 STRICT;

CREATE INDEX ix_client_alias_client_id ON client_alias (client_id);

CREATE TABLE client_company (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER NOT NULL,
    company_id INTEGER NOT NULL,
    customer_account TEXT DEFAULT '' NOT NULL,
    auxiliary_code TEXT DEFAULT '' NOT NULL,
    supplier_account TEXT DEFAULT '' NOT NULL,
    credit_accounts TEXT DEFAULT '' NOT NULL,
    tax_rules TEXT DEFAULT '' NOT NULL,
    credit_limit INTEGER,
    on_watch INTEGER DEFAULT '0' NOT NULL,
    watch_since TEXT,
    watch_reason TEXT DEFAULT '' NOT NULL,
    CONSTRAINT uq_client_company_client_id_company_id UNIQUE (client_id, company_id),
    CONSTRAINT fk_client_company_client_id FOREIGN KEY(client_id) REFERENCES client (id),
    CONSTRAINT fk_client_company_company_id FOREIGN KEY(company_id) REFERENCES company (id)
)
 STRICT;

CREATE INDEX ix_client_company_auxiliary_code ON client_company (auxiliary_code);

CREATE INDEX ix_client_company_company_id ON client_company (company_id);

CREATE TABLE client_follower (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    CONSTRAINT uq_client_follower_client_id_person_id UNIQUE (client_id, person_id),
    CONSTRAINT fk_client_follower_client_id FOREIGN KEY(client_id) REFERENCES client (id),
    CONSTRAINT fk_client_follower_person_id FOREIGN KEY(person_id) REFERENCES person (id)
)
 STRICT;

CREATE INDEX ix_client_follower_person_id ON client_follower (person_id);

CREATE TABLE client_tag (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER NOT NULL,
    tag_id INTEGER NOT NULL,
    CONSTRAINT uq_client_tag_client_id_tag_id UNIQUE (client_id, tag_id),
    CONSTRAINT fk_client_tag_client_id FOREIGN KEY(client_id) REFERENCES client (id),
    CONSTRAINT fk_client_tag_tag_id FOREIGN KEY(tag_id) REFERENCES tag (id)
)
 STRICT;

CREATE INDEX ix_client_tag_tag_id ON client_tag (tag_id);

CREATE TABLE consent_event (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER NOT NULL,
    channel TEXT NOT NULL,
    granted INTEGER NOT NULL,
    given_on TEXT NOT NULL,
    source TEXT DEFAULT '' NOT NULL,
    CONSTRAINT fk_consent_event_client_id FOREIGN KEY(client_id) REFERENCES client (id)
)
 STRICT;

CREATE INDEX ix_consent_event_client_id ON consent_event (client_id);

CREATE TABLE contact_link (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER NOT NULL,
    contact_id INTEGER NOT NULL,
    function TEXT DEFAULT '' NOT NULL,
    department TEXT DEFAULT '' NOT NULL,
    is_main INTEGER DEFAULT '0' NOT NULL,
    is_billing INTEGER DEFAULT '0' NOT NULL,
    is_reminder INTEGER DEFAULT '0' NOT NULL,
    mail_quote INTEGER DEFAULT '0' NOT NULL,
    mail_proforma INTEGER DEFAULT '0' NOT NULL,
    mail_invoice INTEGER DEFAULT '0' NOT NULL,
    mail_reminder INTEGER DEFAULT '0' NOT NULL,
    from_on TEXT,
    until_on TEXT,
    position INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT uq_contact_link_client_id_contact_id UNIQUE (client_id, contact_id),
    CONSTRAINT fk_contact_link_client_id FOREIGN KEY(client_id) REFERENCES client (id),
    CONSTRAINT fk_contact_link_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id)
)
 STRICT;

CREATE INDEX ix_contact_link_contact_id ON contact_link (contact_id);

CREATE UNIQUE INDEX uq_contact_link_billing ON contact_link (client_id) WHERE is_billing = 1;

CREATE UNIQUE INDEX uq_contact_link_main ON contact_link (client_id) WHERE is_main = 1;

CREATE UNIQUE INDEX uq_contact_link_reminder ON contact_link (client_id) WHERE is_reminder = 1;

CREATE TABLE custom_value (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER NOT NULL,
    field_id INTEGER NOT NULL,
    option_id INTEGER,
    text TEXT DEFAULT '' NOT NULL,
    number INTEGER,
    day TEXT,
    yes INTEGER,
    CONSTRAINT fk_custom_value_client_id FOREIGN KEY(client_id) REFERENCES client (id),
    CONSTRAINT fk_custom_value_field_id FOREIGN KEY(field_id) REFERENCES custom_field (id),
    CONSTRAINT fk_custom_value_option_id FOREIGN KEY(option_id) REFERENCES custom_option (id)
)
 STRICT;

CREATE INDEX ix_custom_value_client_id ON custom_value (client_id);

CREATE INDEX ix_custom_value_field_id ON custom_value (field_id);

CREATE INDEX ix_custom_value_option_id ON custom_value (option_id);

CREATE TABLE email (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER,
    contact_id INTEGER,
    text TEXT DEFAULT '' NOT NULL,
    comparable TEXT DEFAULT '' NOT NULL,
    label TEXT DEFAULT '' NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT ck_email_owner CHECK ((client_id IS NULL) <> (contact_id IS NULL)),
    CONSTRAINT fk_email_client_id FOREIGN KEY(client_id) REFERENCES client (id),
    CONSTRAINT fk_email_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id)
)
 STRICT;

CREATE INDEX ix_email_client_id ON email (client_id);

CREATE INDEX ix_email_comparable ON email (comparable);

CREATE INDEX ix_email_contact_id ON email (contact_id);

CREATE TABLE entry (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER NOT NULL,
    company_id INTEGER NOT NULL,
    currency TEXT NOT NULL,
    kind TEXT NOT NULL,
    number TEXT DEFAULT '' NOT NULL,
    label TEXT DEFAULT '' NOT NULL,
    dated_on TEXT NOT NULL,
    due_on TEXT,
    amount INTEGER NOT NULL,
    net INTEGER DEFAULT '0' NOT NULL,
    reference TEXT DEFAULT '' NOT NULL,
    reverses_id INTEGER,
    entered_at TEXT NOT NULL,
    chain TEXT DEFAULT '' NOT NULL,
    CONSTRAINT fk_entry_client_id FOREIGN KEY(client_id) REFERENCES client (id),
    CONSTRAINT fk_entry_company_id FOREIGN KEY(company_id) REFERENCES company (id),
    CONSTRAINT fk_entry_reverses_id FOREIGN KEY(reverses_id) REFERENCES entry (id)
)
 STRICT;

CREATE INDEX ix_entry_client ON entry (client_id, dated_on, id);

CREATE INDEX ix_entry_reverses_id ON entry (reverses_id);

CREATE TABLE financial_year (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER NOT NULL,
    year INTEGER NOT NULL,
    turnover INTEGER,
    result INTEGER,
    equity INTEGER,
    headcount INTEGER,
    source TEXT DEFAULT '' NOT NULL,
    comment TEXT DEFAULT '' NOT NULL,
    CONSTRAINT uq_financial_year_client_id_year UNIQUE (client_id, year),
    CONSTRAINT fk_financial_year_client_id FOREIGN KEY(client_id) REFERENCES client (id)
)
 STRICT;

CREATE TABLE kept_file (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    client_id INTEGER,
    kind TEXT DEFAULT 'file' NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    label TEXT DEFAULT '' NOT NULL,
    project TEXT DEFAULT '' NOT NULL,
    media_type TEXT DEFAULT '' NOT NULL,
    size INTEGER DEFAULT '0' NOT NULL,
    sha256 TEXT NOT NULL,
    from_on TEXT,
    to_on TEXT,
    way TEXT DEFAULT '' NOT NULL,
    kept_at TEXT NOT NULL,
    who TEXT DEFAULT '' NOT NULL,
    signing TEXT DEFAULT '' NOT NULL,
    signed_on TEXT,
    signed_by TEXT DEFAULT '' NOT NULL,
    sent_on TEXT,
    CONSTRAINT uq_kept_file_uid UNIQUE (uid),
    CONSTRAINT fk_kept_file_client_id FOREIGN KEY(client_id) REFERENCES client (id),
    CONSTRAINT fk_kept_file_sha256 FOREIGN KEY(sha256) REFERENCES blob (sha256)
)
 STRICT;

CREATE INDEX ix_kept_file_client_id ON kept_file (client_id);

CREATE INDEX ix_kept_file_sha256 ON kept_file (sha256);

CREATE TABLE leftover (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER,
    contact_id INTEGER,
    line TEXT DEFAULT '' NOT NULL,
    CONSTRAINT ck_leftover_owner CHECK ((client_id IS NULL) <> (contact_id IS NULL)),
    CONSTRAINT fk_leftover_client_id FOREIGN KEY(client_id) REFERENCES client (id),
    CONSTRAINT fk_leftover_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id)
)
 STRICT;

CREATE INDEX ix_leftover_client_id ON leftover (client_id);

CREATE INDEX ix_leftover_contact_id ON leftover (contact_id);

CREATE TABLE mailing_recipient (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    mailing_id INTEGER NOT NULL,
    client_id INTEGER NOT NULL,
    contact_id INTEGER,
    chosen INTEGER DEFAULT '1' NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    block TEXT DEFAULT '' NOT NULL,
    said TEXT DEFAULT '' NOT NULL,
    first_page INTEGER DEFAULT '0' NOT NULL,
    pages INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT uq_mailing_recipient_mailing_id_client_id UNIQUE (mailing_id, client_id),
    CONSTRAINT fk_mailing_recipient_mailing_id FOREIGN KEY(mailing_id) REFERENCES mailing (id),
    CONSTRAINT fk_mailing_recipient_client_id FOREIGN KEY(client_id) REFERENCES client (id),
    CONSTRAINT fk_mailing_recipient_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id)
)
 STRICT;

CREATE INDEX ix_mailing_recipient_client_id ON mailing_recipient (client_id);

CREATE INDEX ix_mailing_recipient_contact_id ON mailing_recipient (contact_id);

CREATE TABLE phone (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER,
    contact_id INTEGER,
    text TEXT DEFAULT '' NOT NULL,
    comparable TEXT DEFAULT '' NOT NULL,
    kind TEXT DEFAULT 'phone' NOT NULL,
    label TEXT DEFAULT '' NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT ck_phone_owner CHECK ((client_id IS NULL) <> (contact_id IS NULL)),
    CONSTRAINT fk_phone_client_id FOREIGN KEY(client_id) REFERENCES client (id),
    CONSTRAINT fk_phone_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id)
)
 STRICT;

CREATE INDEX ix_phone_client_id ON phone (client_id);

CREATE INDEX ix_phone_comparable ON phone (comparable);

CREATE INDEX ix_phone_contact_id ON phone (contact_id);

CREATE TABLE pin (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER,
    field TEXT DEFAULT '' NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT uq_pin_client_id_field UNIQUE (client_id, field),
    CONSTRAINT fk_pin_client_id FOREIGN KEY(client_id) REFERENCES client (id)
)
 STRICT;

CREATE TABLE score_line (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER NOT NULL,
    given_on TEXT NOT NULL,
    points INTEGER DEFAULT '0' NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    CONSTRAINT fk_score_line_client_id FOREIGN KEY(client_id) REFERENCES client (id)
)
 STRICT;

CREATE INDEX ix_score_line_client_id ON score_line (client_id);

CREATE TABLE search_term (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER NOT NULL,
    term TEXT NOT NULL,
    CONSTRAINT uq_search_term_client_id_term UNIQUE (client_id, term),
    CONSTRAINT fk_search_term_client_id FOREIGN KEY(client_id) REFERENCES client (id)
)
 STRICT;

CREATE INDEX ix_search_term ON search_term (term, client_id);

CREATE TABLE statement_choice (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    client_id INTEGER NOT NULL,
    choices TEXT DEFAULT '' NOT NULL,
    sent_on TEXT,
    CONSTRAINT uq_statement_choice_client_id UNIQUE (client_id),
    CONSTRAINT fk_statement_choice_client_id FOREIGN KEY(client_id) REFERENCES client (id)
)
 STRICT;

CREATE TABLE allocation (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    credit_id INTEGER NOT NULL,
    debit_id INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    made_on TEXT NOT NULL,
    ended_on TEXT,
    CONSTRAINT fk_allocation_credit_id FOREIGN KEY(credit_id) REFERENCES entry (id),
    CONSTRAINT fk_allocation_debit_id FOREIGN KEY(debit_id) REFERENCES entry (id)
)
 STRICT;

CREATE INDEX ix_allocation_credit_id ON allocation (credit_id);

CREATE INDEX ix_allocation_debit_id ON allocation (debit_id);

CREATE TABLE instalment (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    entry_id INTEGER NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    due_on TEXT NOT NULL,
    amount INTEGER NOT NULL,
    CONSTRAINT fk_instalment_entry_id FOREIGN KEY(entry_id) REFERENCES entry (id)
)
 STRICT;

CREATE INDEX ix_instalment_entry_id ON instalment (entry_id);

CREATE TABLE paper (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    uid TEXT NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    company_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    state TEXT DEFAULT 'draft' NOT NULL,
    number TEXT DEFAULT '' NOT NULL,
    year INTEGER,
    sequence INTEGER,
    deposit INTEGER DEFAULT '0' NOT NULL,
    bill_to_id INTEGER NOT NULL,
    ship_to_id INTEGER,
    contact_id INTEGER,
    billing_address_id INTEGER,
    delivery_address_id INTEGER,
    client_name TEXT DEFAULT '' NOT NULL,
    client_reference TEXT DEFAULT '' NOT NULL,
    client_vat TEXT DEFAULT '' NOT NULL,
    client_siret TEXT DEFAULT '' NOT NULL,
    business INTEGER DEFAULT '1' NOT NULL,
    billing TEXT DEFAULT '' NOT NULL,
    delivery TEXT DEFAULT '' NOT NULL,
    street TEXT DEFAULT '' NOT NULL,
    postcode TEXT DEFAULT '' NOT NULL,
    city TEXT DEFAULT '' NOT NULL,
    country TEXT DEFAULT '' NOT NULL,
    dated_on TEXT NOT NULL,
    due_on TEXT,
    valid_until TEXT,
    delivery_on TEXT,
    language TEXT DEFAULT '' NOT NULL,
    currency TEXT NOT NULL,
    prices_with_tax INTEGER DEFAULT '0' NOT NULL,
    rounding TEXT DEFAULT 'document' NOT NULL,
    regime TEXT DEFAULT '' NOT NULL,
    payment_term_id INTEGER,
    payment_term TEXT DEFAULT '' NOT NULL,
    means_id INTEGER,
    means TEXT DEFAULT '' NOT NULL,
    price_list_id INTEGER,
    carrier_id INTEGER,
    carrier TEXT DEFAULT '' NOT NULL,
    bank_account_id INTEGER,
    order_number TEXT DEFAULT '' NOT NULL,
    discount_percent INTEGER DEFAULT '0' NOT NULL,
    rebate_percent INTEGER DEFAULT '0' NOT NULL,
    rebate_days INTEGER DEFAULT '0' NOT NULL,
    message TEXT DEFAULT '' NOT NULL,
    printed_text TEXT DEFAULT '' NOT NULL,
    own_note TEXT DEFAULT '' NOT NULL,
    net INTEGER DEFAULT '0' NOT NULL,
    tax INTEGER DEFAULT '0' NOT NULL,
    gross INTEGER DEFAULT '0' NOT NULL,
    outcome TEXT DEFAULT '' NOT NULL,
    progress TEXT DEFAULT '' NOT NULL,
    closed_on TEXT,
    closed_reason TEXT DEFAULT '' NOT NULL,
    entry_id INTEGER,
    issued_at TEXT,
    frozen TEXT DEFAULT '' NOT NULL,
    pdf TEXT DEFAULT '' NOT NULL,
    previous TEXT DEFAULT '' NOT NULL,
    chain TEXT DEFAULT '' NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    CONSTRAINT uq_paper_company_id_kind_year_sequence UNIQUE (company_id, kind, year, sequence),
    CONSTRAINT uq_paper_uid UNIQUE (uid),
    CONSTRAINT fk_paper_company_id FOREIGN KEY(company_id) REFERENCES company (id),
    CONSTRAINT fk_paper_bill_to_id FOREIGN KEY(bill_to_id) REFERENCES client (id),
    CONSTRAINT fk_paper_ship_to_id FOREIGN KEY(ship_to_id) REFERENCES client (id),
    CONSTRAINT fk_paper_entry_id FOREIGN KEY(entry_id) REFERENCES entry (id)
)
 STRICT;

CREATE INDEX ix_paper_client ON paper (bill_to_id, kind, dated_on);

CREATE INDEX ix_paper_dated ON paper (dated_on, id);

CREATE INDEX ix_paper_entry_id ON paper (entry_id);

CREATE INDEX ix_paper_kind ON paper (kind, state, dated_on, id);

CREATE INDEX ix_paper_number ON paper (number) WHERE number <> '';

CREATE INDEX ix_paper_order_number ON paper (order_number) WHERE order_number <> '';

CREATE INDEX ix_paper_pdf ON paper (pdf) WHERE pdf <> '';

CREATE INDEX ix_paper_ship_to ON paper (ship_to_id);

CREATE TABLE payment (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    entry_id INTEGER NOT NULL,
    company_id INTEGER NOT NULL,
    year INTEGER DEFAULT '0' NOT NULL,
    sequence INTEGER DEFAULT '0' NOT NULL,
    means_id INTEGER,
    means TEXT DEFAULT '' NOT NULL,
    reference TEXT DEFAULT '' NOT NULL,
    cheque_bank TEXT DEFAULT '' NOT NULL,
    cheque_holder TEXT DEFAULT '' NOT NULL,
    bank_account_id INTEGER,
    note TEXT DEFAULT '' NOT NULL,
    deposited_on TEXT,
    reversed_on TEXT,
    reversal_reason TEXT DEFAULT '' NOT NULL,
    version INTEGER DEFAULT '1' NOT NULL,
    CONSTRAINT uq_payment_company_id_year_sequence UNIQUE (company_id, year, sequence),
    CONSTRAINT uq_payment_entry_id UNIQUE (entry_id),
    CONSTRAINT fk_payment_entry_id FOREIGN KEY(entry_id) REFERENCES entry (id),
    CONSTRAINT fk_payment_company_id FOREIGN KEY(company_id) REFERENCES company (id)
)
 STRICT;

CREATE TABLE paper_due (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    paper_id INTEGER NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    due_on TEXT NOT NULL,
    amount INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT fk_paper_due_paper_id FOREIGN KEY(paper_id) REFERENCES paper (id)
)
 STRICT;

CREATE INDEX ix_paper_due_paper_id ON paper_due (paper_id);

CREATE TABLE paper_event (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    paper_id INTEGER NOT NULL,
    at TEXT NOT NULL,
    who TEXT DEFAULT '' NOT NULL,
    kind TEXT DEFAULT '' NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    CONSTRAINT fk_paper_event_paper_id FOREIGN KEY(paper_id) REFERENCES paper (id)
)
 STRICT;

CREATE INDEX ix_paper_event_paper_id ON paper_event (paper_id);

CREATE TABLE paper_line (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    paper_id INTEGER NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    kind TEXT DEFAULT 'product' NOT NULL,
    product_id INTEGER,
    code TEXT DEFAULT '' NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    quantity INTEGER DEFAULT '0' NOT NULL,
    unit TEXT DEFAULT '' NOT NULL,
    price INTEGER DEFAULT '0' NOT NULL,
    price_from TEXT DEFAULT '' NOT NULL,
    discount_percent INTEGER DEFAULT '0' NOT NULL,
    tax_rate_id INTEGER,
    tax_name TEXT DEFAULT '' NOT NULL,
    tax_percent INTEGER DEFAULT '0' NOT NULL,
    second_name TEXT DEFAULT '' NOT NULL,
    second_percent INTEGER DEFAULT '0' NOT NULL,
    cost INTEGER,
    total INTEGER DEFAULT '0' NOT NULL,
    net INTEGER DEFAULT '0' NOT NULL,
    source_id INTEGER,
    CONSTRAINT fk_paper_line_paper_id FOREIGN KEY(paper_id) REFERENCES paper (id),
    CONSTRAINT fk_paper_line_product_id FOREIGN KEY(product_id) REFERENCES product (id),
    CONSTRAINT fk_paper_line_source_id FOREIGN KEY(source_id) REFERENCES paper_line (id)
)
 STRICT;

CREATE INDEX ix_paper_line_paper_id ON paper_line (paper_id);

CREATE INDEX ix_paper_line_product_id ON paper_line (product_id);

CREATE INDEX ix_paper_line_source_id ON paper_line (source_id);

CREATE TABLE paper_link (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    from_id INTEGER NOT NULL,
    to_id INTEGER NOT NULL,
    kind TEXT DEFAULT 'next' NOT NULL,
    CONSTRAINT uq_paper_link_from_id_to_id UNIQUE (from_id, to_id),
    CONSTRAINT fk_paper_link_from_id FOREIGN KEY(from_id) REFERENCES paper (id),
    CONSTRAINT fk_paper_link_to_id FOREIGN KEY(to_id) REFERENCES paper (id)
)
 STRICT;

CREATE INDEX ix_paper_link_to_id ON paper_link (to_id);

CREATE TABLE paper_tax (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    paper_id INTEGER NOT NULL,
    position INTEGER DEFAULT '0' NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    percent INTEGER DEFAULT '0' NOT NULL,
    base INTEGER DEFAULT '0' NOT NULL,
    tax INTEGER DEFAULT '0' NOT NULL,
    CONSTRAINT fk_paper_tax_paper_id FOREIGN KEY(paper_id) REFERENCES paper (id)
)
 STRICT;

CREATE INDEX ix_paper_tax_paper_id ON paper_tax (paper_id);

CREATE TABLE change_set (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    who TEXT NOT NULL DEFAULT '',
    label TEXT NOT NULL,
    parameters TEXT NOT NULL DEFAULT '{}',
    kind TEXT NOT NULL CHECK (kind IN ('edit', 'undo', 'redo', 'final')),
    state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'dropped')),
    undone_by INTEGER REFERENCES change_set (id),
    chain TEXT NOT NULL
) STRICT;

CREATE TABLE payload (hash TEXT NOT NULL PRIMARY KEY, json TEXT) STRICT;

CREATE TABLE change (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    change_set_id INTEGER NOT NULL REFERENCES change_set (id),
    "table" TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    op TEXT NOT NULL CHECK (op IN ('i', 'u', 'd')),
    payload TEXT REFERENCES payload (hash)
) STRICT;

CREATE INDEX ix_change_set ON change (change_set_id);

CREATE INDEX ix_change_row ON change ("table", first, last);

CREATE INDEX ix_change_payload ON change (payload);

CREATE INDEX ix_change_set_state ON change_set (state, kind);

CREATE VIRTUAL TABLE client_grams USING fts5(
    grams, content='', contentless_delete=1, detail=none, tokenize='trigram case_sensitive 1'
);

INSERT INTO tab_count (tab) VALUES ('clients');

INSERT INTO tab_count (tab) VALUES ('prospects');

INSERT INTO tab_count (tab) VALUES ('all');

INSERT INTO tab_count (tab) VALUES ('archived');

