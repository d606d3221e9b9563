/** The door as clients meet it, and the shape of the house. */
package com.appaloft.api;
