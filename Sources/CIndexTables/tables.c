#include "CIndexTables.h"

static const unsigned char pinyin[] = {
#embed "Tables/pinyin.txt"
};
const unsigned char *const xl_index_pinyin = pinyin;
const size_t xl_index_pinyin_length = sizeof pinyin;

static const unsigned char canonical[] = {
#embed "Tables/canonical.txt"
};
const unsigned char *const xl_index_canonical = canonical;
const size_t xl_index_canonical_length = sizeof canonical;

static const unsigned char lookalikes[] = {
#embed "Tables/lookalikes.txt"
};
const unsigned char *const xl_index_lookalikes = lookalikes;
const size_t xl_index_lookalikes_length = sizeof lookalikes;

static const unsigned char surname_readings[] = {
#embed "Tables/surname-readings.txt"
};
const unsigned char *const xl_index_surname_readings = surname_readings;
const size_t xl_index_surname_readings_length = sizeof surname_readings;

static const unsigned char compound_surnames[] = {
#embed "Tables/compound-surnames.txt"
};
const unsigned char *const xl_index_compound_surnames = compound_surnames;
const size_t xl_index_compound_surnames_length = sizeof compound_surnames;

static const unsigned char surname_shares[] = {
#embed "Tables/surname-shares.txt"
};
const unsigned char *const xl_index_surname_shares = surname_shares;
const size_t xl_index_surname_shares_length = sizeof surname_shares;

static const unsigned char lunar_years[] = {
#embed "Tables/lunar-years.txt"
};
const unsigned char *const xl_index_lunar_years = lunar_years;
const size_t xl_index_lunar_years_length = sizeof lunar_years;
