// The other half of the light meter. This program runs in the impCloud.

// 2. Remember the largest value, and answer with it.
