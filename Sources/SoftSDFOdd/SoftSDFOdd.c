#include "SoftSDFOdd.h"

#include "../SoftSDF/softsdf.inc.c"
