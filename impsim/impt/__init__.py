"""Electric Imp test projects: their preprocessor, their libraries, their test cases."""
