"""`#require`: from the name and version of a library to its code in front of the program.

impCentral's compiler keeps libraries under names such as `promise.class.nut:4.0.0` (D/node/783). Here they are files in
folders (`shelf`), which a project may keep in one of its own with a lock file (`store`, `lock`). What a program
requires (`required`) is looked up there (`choice`), and each library becomes a unit of its own that runs in the
program's VM before the program does (`link`).

For Squirrel `#require` is a comment, so nothing here knows what runs a program: everything that compiles one for an imp
or an agent calls `chosen` and `link`.
"""
