#ifndef CINDEXTABLES_H
#define CINDEXTABLES_H

#include <stddef.h>

/*
 * The tables of the main index. Each is UTF-8 text of the stated length in bytes, without a closing NUL: one entry a
 * line, fields parted by a tab, lines sorted by code point. tools/index_tables makes them; Tables/NOTICE says of what.
 * They are pointers because Swift does not import an array of unstated length.
 */

/* 字 TAB reading[ reading…]: toneless pinyin in lower case, ü as v, the commonest reading first. */
extern const unsigned char *const xl_index_pinyin;
extern const size_t xl_index_pinyin_length;

/* 字 TAB 字: a traditional, variant or old form, and the one standard simplified character in its place. */
extern const unsigned char *const xl_index_canonical;
extern const size_t xl_index_canonical_length;

/* 字 TAB 字字…: at most twelve characters easily mistaken for it by shape, the likest first; symmetric, canonical. */
extern const unsigned char *const xl_index_lookalikes;
extern const size_t xl_index_lookalikes_length;

/* 姓 TAB reading[ reading]: a syllable a character, where a surname is not read by its commonest readings. */
extern const unsigned char *const xl_index_surname_readings;
extern const size_t xl_index_surname_readings_length;

/* 姓姓: surnames of two characters. */
extern const unsigned char *const xl_index_compound_surnames;
extern const size_t xl_index_compound_surnames_length;

/* 姓 TAB share: the part of the population that bears the surname, 0 to 1. */
extern const unsigned char *const xl_index_surname_shares;
extern const size_t xl_index_surname_shares_length;

/* year TAB yyyymmdd days[ days…]: the first day of a lunar year, and the days of its months; a leap month's behind a +. */
extern const unsigned char *const xl_index_lunar_years;
extern const size_t xl_index_lunar_years_length;

#endif
