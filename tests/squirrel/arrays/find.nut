// find compares as `==` does.
show(@() [1,2,3].find(2)) // expect: 1
show(@() [1,2,3].find(2.0)) // expect: 1
show(@() [1,2,3].find(5)) // expect: null
show(@() ["a","b"].find("b")) // expect: 1
show(@() [1,true].find(true)) // expect: 1
show(@() [[1]].find([1])) // expect: null
show(@() [1,null].find(null)) // expect: 1
show(@() [1].find()) // expect: ERR wrong number of parameters
show(@() [1,2,3,null].find(3, 1)) // expect: ERR wrong number of parameters
