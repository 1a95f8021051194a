console.log("Hello from the build folder");
