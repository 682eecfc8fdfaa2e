#include "SoftSDF2012.h"

#include "../SoftSDF/softsdf.inc.c"
