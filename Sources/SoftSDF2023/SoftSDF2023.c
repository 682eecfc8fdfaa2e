#include "SoftSDF2023.h"

#include "../SoftSDF/softsdf.inc.c"
