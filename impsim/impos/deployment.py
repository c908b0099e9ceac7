"""What impCentral puts before a program when it compiles it: the enum __EI, which tells the program what it is part of.

Source of the names: developer.electricimp.com/node/2958. All values are strings.
"""

from __future__ import annotations

PRODUCT_ID = "f8a3a0c1-5d7e-4b0e-9d0e-2f6c1a7b3d40"  # assumed: any UUID
PRODUCT_NAME = "impsim"  # assumed: the name of the simulator
DEVICEGROUP_ID = "3b1f5c2a-86d4-4a57-9a0d-5e7c0d9b1f62"  # assumed: any UUID
DEVICEGROUP_NAME = "impsim"  # assumed: the name of the simulator
DEVICEGROUP_TYPE = "development"  # assumed: spelled as the log's type is
DEPLOYMENT_ID = "9c4e7d18-0b2f-4c63-8f5a-71d2e6a4c905"  # assumed: any UUID
DEPLOYMENT_SHA = "0" * 40  # assumed: any SHA-1; the program's own would change with every edit
DEPLOYMENT_CREATED_AT = "2019-03-01T00:00:00.000Z"  # assumed: when every simulation starts

CONSTANTS = {
    "__EI": {
        "PRODUCT_ID": PRODUCT_ID,
        "PRODUCT_NAME": PRODUCT_NAME,
        "DEVICEGROUP_ID": DEVICEGROUP_ID,
        "DEVICEGROUP_NAME": DEVICEGROUP_NAME,
        "DEVICEGROUP_TYPE": DEVICEGROUP_TYPE,
        "DEPLOYMENT_ID": DEPLOYMENT_ID,
        "DEPLOYMENT_SHA": DEPLOYMENT_SHA,
        "DEPLOYMENT_CREATED_AT": DEPLOYMENT_CREATED_AT,
    }
}
