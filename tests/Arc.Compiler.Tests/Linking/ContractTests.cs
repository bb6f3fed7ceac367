using Arc.Compiler.Contracts;
using Arc.Compiler.Wasm;
using Arc.Sdk.Modules;
using Arc.Sdk.Types;
using Arc.Stl;

namespace Arc.Compiler.Tests.Linking;

public sealed class ContractTests
{
    private static readonly ImportContract Pow = new("math", "pow_f64", "math.pow", [Primitive.F64],
        [new("base", ArcType.Of(Primitive.F64), WasmType.F64), new("exp", ArcType.Of(Primitive.F64), WasmType.F64)],
        new ContractValue("output", ArcType.Of(Primitive.F64), WasmType.F64));

    private static readonly ImportContract Put = new("series", "put_u8", "series.put", [Primitive.U8],
        [new("this", new SeriesType(ArcType.Of(Primitive.U8)), WasmType.I32), new("index", ArcType.Of(Primitive.I64), WasmType.I64)], null);

    [Fact]
    public void Json_OfImports_HasMemberSuffixAndBothTypes() => Assert.Equal(
        """
        {
          "schema": "arc-contract",
          "version": 1,
          "imports": [
            {
              "module": "math",
              "name": "pow_f64",
              "member": "math.pow",
              "suffixes": [
                "f64"
              ],
              "params": [
                {
                  "name": "base",
                  "type": "f64",
                  "wasm": "f64"
                },
                {
                  "name": "exp",
                  "type": "f64",
                  "wasm": "f64"
                }
              ],
              "result": {
                "name": "output",
                "type": "f64",
                "wasm": "f64"
              }
            }
          ],
          "functions": []
        }

        """,
        ContractWriter.Write([Pow]));

    [Fact]
    public void Cpp_OfImports_IsOneAbstractClassAModule() => Assert.Equal(
        """
        // Host functions that an Arc guest imports, by WebAssembly module and name.
        // Strings, series and channels are int32_t handles and keys; integers below 32 bits are int32_t, extended by their sign.
        #pragma once

        #include <cstdint>

        namespace arc::imports {

        // Module "math".
        class math {
        public:
            virtual ~math() = default;
            // math.pow_f64 (base f64, exp f64) -> f64
            virtual double pow_f64(double base, double exp) = 0;
        };

        // Module "series".
        class series {
        public:
            virtual ~series() = default;
            // series.put_u8 (this series u8, index i64)
            virtual void put_u8(int32_t this_, int64_t index) = 0;
        };

        }  // namespace arc::imports

        """,
        ContractCpp.Write([Pow, Put]));

    [Fact]
    public void Wit_OfImports_IsOneInterfaceAModule() => Assert.Equal(
        """
        // Strings, series and channels are s32 handles and keys.
        package arc:contract@1.0.0;

        /// Module "math".
        interface %math {
            /// math.pow_f64 (base f64, exp f64) -> f64
            %pow-f64: func(%base: f64, %exp: f64) -> f64;
        }

        /// Module "series".
        interface %series {
            /// series.put_u8 (this series u8, index i64)
            %put-u8: func(%this: s32, %index: s64);
        }

        world guest {
            import %math;
            import %series;
        }

        """,
        ContractWit.Write([Put, Pow]));

    [Fact]
    public void ModuleSet_Standard_HasEveryImportOnce()
    {
        var imports = ModuleSetContract.Of(ModuleSet.Standard);

        Assert.Equal(imports.Length, imports.Select(i => (i.Module, i.Name)).Distinct().Count());
        Assert.Contains(imports, i => (i.Module, i.Name) == ("series", "len"));
    }
}
